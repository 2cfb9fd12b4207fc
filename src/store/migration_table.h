// The table that the build generates from the folder migrations/ (cmake/PignusEmbed.cmake).
#pragma once

namespace pignus::store {

struct EmbeddedRow {
  const char* path;
  const char* begin;
  const char* end;
};
extern const EmbeddedRow kEmbeddedRows[];  // ends with a null path

}  // namespace pignus::store
