// A folder for the inputs of a job, gone with it. They hold what a firm handed in: nobody else may
// read them.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/progress.h"
#include "core/result.h"
#include "fleet/runner.h"
#include "store/store.h"

namespace pignus::desk {

class CaseFolder {
 public:
  [[nodiscard]] static Result<CaseFolder> make();
  CaseFolder(CaseFolder&& other) noexcept;
  CaseFolder& operator=(CaseFolder&&) = delete;
  ~CaseFolder();

  /// Writes the text under its hash, which it returns, and names it among the job's inputs.
  [[nodiscard]] Result<std::string> add(const std::string& text, fleet::Job& job) const;

 private:
  explicit CaseFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

/// The markets of a job: one input for each day on which its cases stand.
class Markets {
 public:
  /// Both outlive it.
  Markets(const store::Store& store, const CaseFolder& folder) : store_(store), folder_(folder) {}
  /// The hash of the market known by that day, written once.
  [[nodiscard]] Result<std::string> of(Date known_by, const Progress& progress, fleet::Job& job);

 private:
  const store::Store& store_;
  const CaseFolder& folder_;
  std::map<Date, std::string> written_;
};

}  // namespace pignus::desk
