"""Modules: what is inside an instance, how nodes become a module and a module nodes, and what its parameters set."""
