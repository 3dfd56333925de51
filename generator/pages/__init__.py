"""Pages: what a record says, as autoescaped HTML fragments; nothing here reads or writes a file."""
