"""One machine at Amazon's: what is made of the template, shown as a change set, then applied."""
