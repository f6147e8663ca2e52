"""Questions: query files with documented headers, answered with the claims behind each row."""
