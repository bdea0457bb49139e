"""Documents to claims: quotations, speakers, quantities, periods."""
