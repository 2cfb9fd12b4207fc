# R's coxph on the rows that survival_speed wrote: one line of JSON on standard output.
#   Rscript bench/survival.R FILE ROWS COLUMNS distinct|days|late
suppressPackageStartupMessages(library(survival))
arguments <- commandArgs(trailingOnly = TRUE)
rows <- as.integer(arguments[2])
columns <- as.integer(arguments[3])
file <- file(arguments[1], "rb")
read <- function() readBin(file, "double", rows)
data <- data.frame(entry = read(), exit = read(), event = read())
for (j in seq_len(columns)) data[[paste0("x", j)]] <- read()
close(file)
late <- arguments[4] == "late"
left <- if (late) "Surv(entry, exit, event)" else "Surv(exit, event)"
formula <- as.formula(paste(left, "~", paste0("x", seq_len(columns), collapse = " + ")))
spent <- function(work) {
  best <- c(Inf, Inf)
  for (run in 1:3) {
    time <- system.time(work())
    best <- pmin(best, c(time[["user.self"]] + time[["sys.self"]], time[["elapsed"]]))
  }
  best
}
fit <- NULL
whole <- spent(function() fit <<- coxph(formula, data, ties = "efron"))
# The engine alone: no model frame, no index of concordance.
x <- as.matrix(data[, -(1:3)])
y <- if (late) Surv(data$entry, data$exit, data$event) else Surv(data$exit, data$event)
engine <- if (late) survival:::agreg.fit else survival:::coxph.fit
alone <- spent(function() engine(x, y, NULL, NULL, NULL, coxph.control(), NULL, "efron",
                                 as.character(seq_len(rows)), resid = FALSE))
# timefix would take times nearer than 1.5e-8 of their middle for ties; ours takes them as they stand.
tight <- coxph(formula, data, ties = "efron",
               control = coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 50,
                                      timefix = FALSE))
cat(sprintf(paste0('{"cpu": %.4f, "wall": %.4f, "engine_cpu": %.4f, "engine_wall": %.4f, ',
                   '"iterations": %d, "r": "%s", "survival": "%s", "b": [%s]}\n'),
            whole[1], whole[2], alone[1], alone[2], fit$iter,
            paste(R.version$major, R.version$minor, sep = "."),
            as.character(packageVersion("survival")),
            paste(sprintf("%.17g", coef(tight)), collapse = ", ")))
