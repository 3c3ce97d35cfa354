"""The bodies that lead the work: what each is for, who sits there, when they meet, what they deal with and decide, and
who is told. Reads parties and areas; leaves forums, appointments, meetings with agendas, notes, decisions and minutes,
tasks and dispatches."""
