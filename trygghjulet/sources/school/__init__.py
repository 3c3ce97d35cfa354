"""School surveys such as LUPP and CAN's: the machinery of surveys with defaults of its own."""
