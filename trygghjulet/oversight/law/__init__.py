"""The act (2023:196) paragraph by paragraph, with the evidence that the rooms below hold. Reads pictures,
plans and agreements; writes nothing.
"""
