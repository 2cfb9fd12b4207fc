// The table that the build generates from the folder locale/ (cmake/PignusEmbed.cmake).
#pragma once

namespace pignus::report {

struct EmbeddedRow {
  const char* path;
  const char* begin;
  const char* end;
};
extern const EmbeddedRow kEmbeddedRows[];  // ends with a null path

}  // namespace pignus::report
