# pignus_embed(target folder [NAMESPACE ns HEADER header]): compiles every file under `folder` into
# the target and generates the table `kEmbeddedRows` of namespace `ns`, whose row type `header`
# declares. Without the two, the table that standards/embedded.h reads.
function(pignus_embed target folder)
  cmake_parse_arguments(ARG "" "NAMESPACE;HEADER" "" ${ARGN})
  if(NOT ARG_NAMESPACE)
    set(ARG_NAMESPACE pignus::standards)
    set(ARG_HEADER standards/embedded_table.h)
  endif()
  get_filename_component(name ${folder} NAME)
  string(MAKE_C_IDENTIFIER ${target}_${name} symbol)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${folder}
       ${folder}/*.toml ${folder}/*.tsv ${folder}/*.sql)
  list(SORT files)
  set(assembly ".section .rodata\n")
  set(declarations "")
  set(rows "")
  set(index 0)
  set(paths "")
  foreach(file IN LISTS files)
    string(APPEND assembly
      ".global ${symbol}_embedded_${index}\n${symbol}_embedded_${index}:\n.incbin \"${folder}/${file}\"\n"
      ".global ${symbol}_embedded_${index}_end\n${symbol}_embedded_${index}_end:\n.byte 0\n")
    string(APPEND declarations
      "extern \"C\" const char ${symbol}_embedded_${index}[];\n"
      "extern \"C\" const char ${symbol}_embedded_${index}_end[];\n")
    string(APPEND rows
      "    {\"${file}\", ${symbol}_embedded_${index}, ${symbol}_embedded_${index}_end},\n")
    list(APPEND paths ${folder}/${file})
    math(EXPR index "${index} + 1")
  endforeach()
  string(APPEND assembly ".section .note.GNU-stack,\"\",@progbits\n")
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_${symbol})
  file(CONFIGURE OUTPUT ${out}.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${out}.cpp CONTENT
"#include \"${ARG_HEADER}\"
// NOLINTBEGIN
${declarations}
namespace ${ARG_NAMESPACE} {
const EmbeddedRow kEmbeddedRows[] = {
${rows}    {nullptr, nullptr, nullptr}};
}  // namespace ${ARG_NAMESPACE}
// NOLINTEND
" @ONLY)
  set_source_files_properties(${out}.S PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE ${out}.S ${out}.cpp)
endfunction()
