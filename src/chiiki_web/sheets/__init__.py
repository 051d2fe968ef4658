"""Tables and files that people send, read where they can do no harm; tables given out."""
