"""The act (2023:196) paragraph by paragraph, with the evidence that the rooms below hold. Reads every
room below and what is noted of the duties; leaves notes of what no other room shows.
"""
