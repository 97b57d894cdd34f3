"""Campaigns: joining, their days, invitations, and what organisers see."""
