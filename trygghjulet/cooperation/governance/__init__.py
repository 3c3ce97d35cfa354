"""The register of governing documents that the work answers to. Holds nothing yet."""
