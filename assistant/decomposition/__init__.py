"""A question made of others: how it comes apart, and how their answers come together."""
