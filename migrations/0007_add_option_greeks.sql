-- Why: an option's risk is its sensitivities, which also say what the book's exposure is; both are shown beside
-- market values. A price source of `modelled` needs no change: sources are not enumerated here.
-- Lock impact: access exclusive on position_values and concentration for an instant, no table rewrite.
-- Undo by hand: drop the columns.

alter table position_values
  add column underlying_price double precision,
  add column implied_volatility double precision,
  add column delta double precision,
  add column gamma double precision,
  add column vega double precision,
  add column theta double precision,
  add column rho double precision,
  add column delta_exposure double precision;
comment on column position_values.underlying_price is 'Option: USD, close of the underlying used; null for other lots and where none is known, as are the columns below.';
comment on column position_values.implied_volatility is 'Option: annual fraction behind the sensitivities, implied by its price or held flat since entry.';
comment on column position_values.delta is 'Option: change of its price per unit of the underlying''s.';
comment on column position_values.gamma is 'Option: change of delta per unit of the underlying''s price.';
comment on column position_values.vega is 'Option: change of its price per 1.00 of volatility.';
comment on column position_values.theta is 'Option: change of its price per year that passes.';
comment on column position_values.rho is 'Option: change of its price per 1.00 of the rate.';
comment on column position_values.delta_exposure is 'Option: USD, signed; quantity, multiplier, delta and underlying price multiplied.';

alter table concentration
  add column delta_long_exposure double precision,
  add column delta_short_exposure double precision,
  add column delta_gross_exposure double precision,
  add column delta_net_exposure double precision;
comment on column concentration.delta_long_exposure is 'Long exposure over NAV by symbol, options at their delta equivalent; null where NAV is not positive.';
comment on column concentration.delta_short_exposure is 'Short exposure likewise, at most 0.';
comment on column concentration.delta_gross_exposure is 'Long minus short.';
comment on column concentration.delta_net_exposure is 'Long plus short.';
