"""ICE's "Detention Statistics" workbooks: read into tidy cells, each with its place."""
