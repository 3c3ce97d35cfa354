"""The national survey (NTU) in Brå's indicators for a municipality."""
