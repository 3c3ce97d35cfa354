"""What is known of measures, and plain rules of plans: wording of goals, time lines, and versions beside each other."""
