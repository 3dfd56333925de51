"""The model: what a power, a procedure and a registry are; frozen, no I/O, no positions."""
