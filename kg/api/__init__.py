"""What programs get: questions, evidence, search, things, paths and changes as plain data.

Each is a function of a graph that returns what JSON can hold and knows of no network, so that
the page, the server and assistants say the same.
"""
