"""What the editor of a programme is drawn of: the week's table, its dialogs, what stands beside."""
