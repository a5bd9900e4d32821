"""A client's card, part by part: each takes rows and callbacks and draws one sheet."""
