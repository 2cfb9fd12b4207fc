// The table that the build generates from the folder migrations/ (cmake/PignusEmbed.cmake).
#pragma once

namespace pignus::store {

struct EmbeddedRow {
  const char* path;
  const char* begin;
  const char* end;
};
extern const EmbeddedRow kEmbeddedRows[];  // ends with a null path

/// Of the folder postgres/: the schema a PostgreSQL store begins with.
namespace postgres {
extern const EmbeddedRow kEmbeddedRows[];
}

}  // namespace pignus::store
