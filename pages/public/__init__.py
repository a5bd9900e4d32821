"""The public pages: templates, their views, their colours. Routes and rules live elsewhere."""
