"""Where on a sheet its tables lie: headers, units below them, blank cells, and what stands outside."""
