-- One row per State that the books know: as a Member, an observer, or by what it was assessed or paid.
-- title: States in the books
-- columns: state
-- delegations see: all
select state from accounts
union
select state from membership where kind = 'state'
order by state
