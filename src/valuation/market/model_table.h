// The table that the build generates from the folder models/text-similarity/
// (cmake/PignusEmbed.cmake).
#pragma once

namespace pignus::valuation {

struct EmbeddedRow {
  const char* path;
  const char* begin;
  const char* end;
};
extern const EmbeddedRow kEmbeddedRows[];  // ends with a null path

}  // namespace pignus::valuation
