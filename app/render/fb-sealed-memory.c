/* fb-sealed-memory.c
 *
 * Memory that another process writes and this one reads. It can neither shrink, which would end
 * this process at its next look, nor grow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-sealed-memory-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <sys/mman.h>
#include <unistd.h>

typedef struct
{
  void *start;
  gsize size;
} Mapping;

static void
unmap (gpointer data)
{
  Mapping *mapping = data;

  munmap (mapping->start, mapping->size);
  g_free (mapping);
}

static int
create (gsize size)
{
  const int fd = memfd_create ("page", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  if (fd < 0)
    return -1;
  if (ftruncate (fd, (off_t) size) == 0 &&
      fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
    return fd;

  const int problem = errno;
  close (fd);
  errno = problem;
  return -1;
}

/**
 * fb_sealed_memory_new:
 * @size: bytes, more than 0
 * @fd: (out): its descriptor, for whom is to write; to be closed
 * @error: (optional): a #GIOErrorEnum
 *
 * All 0 at first. Takes no memory until it is written, and little time, whatever its size.
 *
 * Returns: (transfer full) (nullable): what is written, read-only; it may change at any time
 */
GBytes *
fb_sealed_memory_new (gsize size, int *fd, GError **error)
{
  g_return_val_if_fail (size > 0, NULL);

  const int created = create (size);
  void *start = created < 0 ? MAP_FAILED : mmap (NULL, size, PROT_READ, MAP_SHARED, created, 0);
  if (start == MAP_FAILED)
    {
      const int problem = errno;
      if (created >= 0)
        close (created);
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (problem),
                   "There is no memory for a page: %s", g_strerror (problem));
      return NULL;
    }
  Mapping *mapping = g_new (Mapping, 1);
  *mapping = (Mapping){ start, size };
  *fd = created;
  return g_bytes_new_with_free_func (start, size, unmap, mapping);
}
