"""The version of code and graph, in one place for the start-up path; equal to pyproject's."""

VERSION = "0.1.0"
