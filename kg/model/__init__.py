"""Records: what a seed file says, as validated pydantic models. Knows neither YAML nor RDF."""
