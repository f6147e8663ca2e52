"""The server: worker processes that answer, and the protocols through which they are asked."""
