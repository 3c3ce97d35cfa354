"""Rådets självvärdering: once a year the members say anonymously how the work goes, and decide what to change. Reads
forums and referrals; leaves evaluations with their questions, counted answers, next year's plan and sent reports.
"""
