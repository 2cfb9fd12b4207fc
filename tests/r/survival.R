# Survival models by R's package, on the rows of tests/support/made_up_spells.h.
#   Rscript tests/r/survival.R                 prints each answer: name value
#   Rscript tests/r/survival.R OURS LARGE.csv  holds our answers against R's, to 1e-8; LARGE.csv are
#                                              the rows of the larger case, written by our program
suppressPackageStartupMessages(library(survival))
answers <- list()
say <- function(name, value) answers[[name]] <<- as.numeric(value)
exact <- coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 60)

i <- 0:59
small <- data.frame(
  x1 = ((i * 17) %% 23) / 10 - 1, x2 = as.numeric((i * 7) %% 5 == 0),
  exit = ((i * 37) %% 41 + 1) / 4, event = as.numeric((i * 11) %% 7 < 5),
  weight = 0.5 + ((i * 5) %% 4) / 4, offset = ((i * 19) %% 11) / 20, stratum = i %% 3,
  cluster = i %/% 4)
small$entry <- small$exit * ((i * 13) %% 8) / 10
small$cause <- ifelse(small$event == 1, 1 + i %% 2, 0)

cox <- function(name, formula, data, ...) {
  fit <- do.call(coxph, list(formula, data, control = exact, model = TRUE, ...))
  say(paste0(name, ".b"), coef(fit))
  say(paste0(name, ".covariance"), if (is.null(fit$naive.var)) fit$var else fit$naive.var)
  say(paste0(name, ".log_likelihood"), fit$loglik)
  say(paste0(name, ".score"), fit$score)
  if (!is.null(fit$naive.var)) say(paste0(name, ".robust"), fit$var)
  fit
}
baseline <- function(name, fit) {
  base <- basehaz(fit, centered = FALSE)
  step <- c(TRUE, diff(base$hazard) > 0) & base$hazard > 0
  say(paste0(name, ".baseline"), base$hazard[step])
}

for (ties in c("efron", "breslow")) {
  fit <- cox(paste0("cox.", ties), Surv(exit, event) ~ x1 + x2, small, ties = ties)
  baseline(paste0("cox.", ties), fit)
  cox(paste0("cox.all.", ties),
      Surv(entry, exit, event) ~ x1 + x2 + offset(offset) + strata(stratum) + cluster(cluster),
      small, ties = ties, weights = small$weight)
  cox(paste0("cox.rows.", ties), Surv(entry, exit, event) ~ x1 + x2 + cluster(i), small,
      ties = ties, weights = small$weight)
}

curve <- function(name, data, type, formula = Surv(exit, event) ~ 1) {
  fit <- do.call(survfit, list(formula, data, conf.type = type))
  keep <- is.finite(fit$lower) & fit$surv > 0 & fit$surv < 1
  say(paste0(name, ".survival"), fit$surv)
  say(paste0(name, ".error"), (fit$std.err * fit$surv)[keep])
  say(paste0(name, ".lower"), fit$lower[keep])
  say(paste0(name, ".upper"), fit$upper[keep])
  say(paste0(name, ".hazard"), fit$cumhaz)
  say(paste0(name, ".hazard_error"), fit$std.chaz)
}
for (type in c("plain", "log", "log-log")) curve(paste0("curve.", type), small, type)
curve("curve.strata", small, "log-log", Surv(entry, exit, event) ~ stratum)

fit <- survfit(Surv(exit, factor(cause)) ~ 1, small)
for (k in 1:2) {
  say(paste0("incidence.", k), fit$pstate[, k + 1])
  say(paste0("incidence.error.", k), fit$std.err[, k + 1])
}

strict <- survreg.control(rel.tolerance = 1e-15, maxiter = 200, toler.chol = 1e-14)
laws <- c(weibull = "weibull", exponential = "exponential", lognormal = "lognormal",
          loglogistic = "loglogistic")
small$from <- ifelse((i %% 6) == 0, 0, small$exit * 0.8)
small$to <- ifelse(small$event == 1, small$exit * ifelse(i %% 5 == 0, 1.5, 1), Inf)
small$from <- ifelse(small$event == 1 & i %% 5 != 0, small$exit, small$from)
small$from <- ifelse(small$event == 0, small$exit, small$from)
for (law in names(laws)) {
  fit <- survreg(Surv(exit, event) ~ x1 + x2, small, dist = laws[law], control = strict)
  say(paste0("accelerated.", law, ".b"), coef(fit))
  say(paste0("accelerated.", law, ".scale"), fit$scale)
  say(paste0("accelerated.", law, ".covariance"), fit$var)
  say(paste0("accelerated.", law, ".log_likelihood"), fit$loglik[2])
  bounds <- Surv(ifelse(small$from == 0, NA, small$from), ifelse(is.finite(small$to), small$to, NA),
                 type = "interval2")
  fit <- survreg(bounds ~ x1 + x2 + offset(offset), small, weights = weight, dist = laws[law],
                 control = strict)
  say(paste0("between.", law, ".b"), coef(fit))
  say(paste0("between.", law, ".scale"), fit$scale)
  say(paste0("between.", law, ".covariance"), fit$var)
}

small$last <- ceiling(small$exit)
small$first <- pmax(1, ceiling(small$entry))
small$first <- pmin(small$first, small$last)
periods <- do.call(rbind, lapply(seq_len(nrow(small)), function(row) {
  t <- small$first[row]:small$last[row]
  data.frame(x1 = small$x1[row], x2 = small$x2[row], weight = small$weight[row],
             band = factor(ceiling(t / 3)),
             y = as.numeric(t == small$last[row] & small$event[row] == 1))
}))
fit <- suppressWarnings(glm(y ~ 0 + band + x1 + x2, binomial, periods, weights = weight,
                            control = glm.control(epsilon = 1e-15, maxit = 60)))
say("discrete.b", coef(fit))
# vcov(fit) is of the iteration before the last: 1e-8 away.
design <- model.matrix(fit)
say("discrete.covariance",
    solve(crossprod(design, design * periods$weight * fitted(fit) * (1 - fitted(fit)))))
say("discrete.log_likelihood", sum(periods$weight * dbinom(periods$y, 1, fitted(fit), log = TRUE)))

for (case in c("plain", "all")) {
  found <- if (case == "plain") {
    concordance(Surv(exit, event) ~ x1, small, reverse = TRUE)
  } else {
    concordance(Surv(entry, exit, event) ~ x1 + strata(stratum), small, reverse = TRUE,
                weights = weight)
  }
  count <- if (is.matrix(found$count)) colSums(found$count) else found$count
  say(paste0("concordance.", case), c(count[1:3], sum(count[4:5]), found$concordance))
}

# Brier's score from its definition, with R's curve of being uncensored: events come first.
shifted <- small$exit + ifelse(small$event == 1, 0, 1e-4)
free <- survfit(Surv(shifted, 1 - event) ~ 1, small)
g <- stepfun(free$time, c(1, free$surv))
at <- 5
predicted <- 1 / (1 + exp(small$x1))
before <- g(small$exit - 1e-5)
loss <- ifelse(small$exit > at, (1 - predicted)^2 / g(at + 2e-4),
               small$event * predicted^2 / before)
say("brier", mean(loss))

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) == 0) {
  for (name in names(answers)) cat(name, format(answers[[name]], digits = 15), "\n")
  quit(status = 0)
}

large <- read.csv(arguments[2])
columns <- paste0("x", 1:5, collapse = " + ")
for (ties in c("efron", "breslow")) {
  fit <- cox(paste0("large.", ties), as.formula(paste("Surv(exit, event) ~", columns)), large,
             ties = ties)
  baseline(paste0("large.", ties), fit)
  cox(paste0("large.all.", ties),
      as.formula(paste("Surv(entry, exit, event) ~", columns, "+ strata(stratum)")), large,
      ties = ties)
}
curve("large.curve", large, "log-log")

ours <- strsplit(readLines(arguments[1]), " ")
ours <- setNames(lapply(ours, function(words) as.numeric(words[-1])),
                 vapply(ours, `[`, "", 1))
bad <- 0
worst <- 0
for (name in names(answers)) {
  expected <- answers[[name]]
  found <- ours[[name]]
  off <- if (is.null(found) || length(found) != length(expected)) Inf else
    max(abs(found - expected) / pmax(1e-3, abs(expected)))
  worst <- max(worst, off)
  if (!(off <= 1e-8)) {
    bad <- bad + 1
    cat(name, "differs by", off, "\n")
  }
}
cat(length(answers), "answers; the largest relative difference is", worst, "\n")
quit(status = if (bad > 0) 1 else 0)
