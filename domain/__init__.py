"""What the business is about: people, money, programmes, and the rules between them.

Nothing here opens a socket, draws a page or reads a setting. A function that touches the
ledger takes the open `session` first and never commits; whoever opened it does.
"""
