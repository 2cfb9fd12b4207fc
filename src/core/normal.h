// The standard normal distribution, to full double precision.
#pragma once

namespace pignus {

double normal_density(double x);
double normal_cdf(double x);
/// Inverse of normal_cdf on (0, 1).
double normal_quantile(double p);
/// P(X <= x, Y <= y) for standard normals with correlation rho in [-1, 1] (Genz 2004 quadrature).
double bivariate_normal_cdf(double x, double y, double rho);

}  // namespace pignus
