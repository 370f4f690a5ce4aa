/**
 * What the C library of a server is told (glibc; others pass over it): no arena for each thread, and large buffers go
 * back to the system. What Node is told for the same end stands in the scripts of package.json.
 */
export const MEMORY_ENVIRONMENT: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '65536',
  MALLOC_TRIM_THRESHOLD_: '65536',
  MALLOC_TOP_PAD_: '0',
};
