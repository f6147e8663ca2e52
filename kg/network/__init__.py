"""The links as a NetworkX graph: chains, paths, neighbourhoods, and what rests on what."""
