"""What changed between two builds of the graph, claim by claim, and as a dated feed."""
