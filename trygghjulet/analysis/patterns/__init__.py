"""How incidents lie: density, clusters, streets, near repeats and concentration."""
