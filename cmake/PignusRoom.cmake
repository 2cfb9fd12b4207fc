# A room is a library target whose link line is its whole list of arrows. Headers are included as
# "room/thing.h"; each room's include root holds nothing but a link to that room, so a header of a
# room that is not linked is not found and the include does not build.
function(pignus_room name)
  cmake_parse_arguments(ARG "" "" "LINKS;PRIVATE_LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp
       ${CMAKE_CURRENT_SOURCE_DIR}/*/*.cpp)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  set(root ${CMAKE_BINARY_DIR}/roots/${name})
  file(MAKE_DIRECTORY ${root})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${root}/${name} SYMBOLIC)
  if(sources)
    add_library(pignus_${name} STATIC ${sources})
    pignus_group_sources(pignus_${name})
    target_include_directories(pignus_${name} PUBLIC ${root})
    target_link_libraries(pignus_${name} PUBLIC ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS}
                          pignus_options)
  else()
    add_library(pignus_${name} INTERFACE)
    target_include_directories(pignus_${name} INTERFACE ${root})
    target_link_libraries(pignus_${name} INTERFACE ${ARG_LINKS})
  endif()
  if(PIGNUS_TESTS AND tests)
    pignus_test(${name}_test SOURCES ${tests} LINKS pignus_${name} ${ARG_PRIVATE_LINKS})
  endif()
endfunction()

# With CMAKE_UNITY_BUILD (presets debug and release) the files of a folder whose names begin near each other are
# compiled as one, in a third of the time. Groups by name stay what they are when a file is added. A
# file whose private names meet another's is compiled alone: those in cmake/compiled_alone.txt. Where a
# new file fails with a redefinition, rename or add it there.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/cmake/compiled_alone.txt)
file(STRINGS ${CMAKE_SOURCE_DIR}/cmake/compiled_alone.txt PIGNUS_COMPILED_ALONE REGEX "^[^#]")
function(pignus_group_sources target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    file(RELATIVE_PATH path ${CMAKE_SOURCE_DIR} ${source})
    if(NOT path MATCHES "\\.cpp$" OR path IN_LIST PIGNUS_COMPILED_ALONE)
      continue()
    endif()
    get_filename_component(folder ${path} DIRECTORY)
    get_filename_component(name ${path} NAME)
    string(MAKE_C_IDENTIFIER ${folder} group)
    foreach(letters a-d e-l m-r s-z)
      if(name MATCHES "^[${letters}]")
        set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${group}_${letters})
      endif()
    endforeach()
  endforeach()
endfunction()

# One test program; every TEST in it is a ctest case.
function(pignus_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  pignus_group_sources(${name})
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} GTest::gtest GTest::gmock GTest::gtest_main
                        ${RAPIDCHECK_LIBRARY} pignus_options)
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_compile_definitions(${name} PRIVATE
    PIGNUS_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
    PIGNUS_SHARED_DATA="${CMAKE_SOURCE_DIR}/../shared/data")
  # What is tested takes the time of a test, not what tests it: the compiler may be quick.
  target_compile_options(${name} PRIVATE $<$<CONFIG:Debug>:-O0>)
  include(GoogleTest)
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 600)
endfunction()
