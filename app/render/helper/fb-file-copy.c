/* fb-file-copy.c
 *
 * Writing files of which nothing but a descriptor is there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-file-copy.h"

#include <errno.h>
#include <unistd.h>

#define CHUNK (256 * 1024)

/**
 * fb_file_write:
 * @fd: a file, open for writing
 * @data: what to write
 * @length: of @data, in bytes
 *
 * Writes all of @data.
 *
 * Returns: %FB_RENDER_NO_SPACE if not all could be written
 */
FbRenderStatus
fb_file_write (int fd, const void *data, gsize length)
{
  const guint8 *position = data;

  while (length > 0)
    {
      const ssize_t n = write (fd, position, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FB_RENDER_NO_SPACE;
      position += n;
      length -= (gsize) n;
    }
  return FB_RENDER_OK;
}

/**
 * fb_file_copy:
 * @from: a file, open for reading, at any position
 * @to: a file, open for writing
 *
 * Copies a whole file.
 *
 * Returns: how it went
 */
FbRenderStatus
fb_file_copy (int from, int to)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  off_t position = 0;
  ssize_t n;

  while ((n = pread (from, chunk, CHUNK, position)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FB_RENDER_DAMAGED;
      if (fb_file_write (to, chunk, (gsize) n) != FB_RENDER_OK)
        return FB_RENDER_NO_SPACE;
      position += n;
    }
  return FB_RENDER_OK;
}
