# pignus_embed(target folder): compiles every file under `folder` into the target and generates the
# table that standards/embedded.h reads.
function(pignus_embed target folder)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*.toml ${folder}/*.tsv)
  list(SORT files)
  set(assembly ".section .rodata\n")
  set(declarations "")
  set(rows "")
  set(index 0)
  set(paths "")
  foreach(file IN LISTS files)
    string(APPEND assembly
      ".global pignus_embedded_${index}\npignus_embedded_${index}:\n.incbin \"${folder}/${file}\"\n"
      ".global pignus_embedded_${index}_end\npignus_embedded_${index}_end:\n.byte 0\n")
    string(APPEND declarations
      "extern \"C\" const char pignus_embedded_${index}[];\n"
      "extern \"C\" const char pignus_embedded_${index}_end[];\n")
    string(APPEND rows
      "    {\"${file}\", pignus_embedded_${index}, pignus_embedded_${index}_end},\n")
    list(APPEND paths ${folder}/${file})
    math(EXPR index "${index} + 1")
  endforeach()
  string(APPEND assembly ".section .note.GNU-stack,\"\",@progbits\n")
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_${target})
  file(CONFIGURE OUTPUT ${out}.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${out}.cpp CONTENT
"#include \"standards/embedded_table.h\"
// NOLINTBEGIN
${declarations}
namespace pignus::standards {
const EmbeddedRow kEmbeddedRows[] = {
${rows}    {nullptr, nullptr, nullptr}};
}  // namespace pignus::standards
// NOLINTEND
" @ONLY)
  set_source_files_properties(${out}.S PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE ${out}.S ${out}.cpp)
endfunction()
