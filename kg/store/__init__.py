"""The store: immutable, keyed by the digest of everything it was built from."""
