/* fb-tiff-directories.c
 *
 * Where in a TIFF file the directories of its pages are. libtiff finds a directory by walking from
 * the first one, and reads all of each; thousands of pages take too long that way. Here only the
 * chain is read, and what tells a page from its thumbnail. A chain that ends in itself, or never,
 * is cut.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tiff-directories.h"

#include <string.h>
#include <tiff.h>
#include <unistd.h>

#include "fb-render-protocol.h"

/* With thumbnails. */
#define MAX_DIRECTORIES (4 * FB_RENDER_MAX_PAGES)
#define MAX_ENTRIES     4096

typedef struct
{
  int fd;
  gboolean is_big_endian;
  gboolean is_big_tiff;
} Chain;

static guint64
number (const Chain *chain, const guint8 *bytes, guint n)
{
  guint64 value = 0;

  for (guint i = 0; i < n; i++)
    value = value << 8 | bytes[chain->is_big_endian ? i : n - 1 - i];
  return value;
}

static gboolean
read_bytes (const Chain *chain, guint64 offset, guint8 *bytes, gsize length)
{
  return offset <= G_MAXINT64 - length &&
         pread (chain->fd, bytes, length, (off_t) offset) == (ssize_t) length;
}

static gboolean
read_header (Chain *chain, guint64 *first)
{
  guint8 head[16] = { 0 };

  if (!read_bytes (chain, 0, head, 8))
    return FALSE;
  chain->is_big_endian = head[0] == 'M';
  chain->is_big_tiff = number (chain, head + 2, 2) == TIFF_VERSION_BIG;
  if (chain->is_big_tiff && !read_bytes (chain, 0, head, sizeof head))
    return FALSE;
  *first = chain->is_big_tiff ? number (chain, head + 8, 8) : number (chain, head + 4, 4);
  return TRUE;
}

/* Whether an entry says that its directory is no page. */
static gboolean
excludes_page (const Chain *chain, const guint8 *entry)
{
  const guint64 tag = number (chain, entry, 2);
  const guint64 type = number (chain, entry + 2, 2);
  const guint8 *content = entry + (chain->is_big_tiff ? 12 : 8);

  if (tag != TIFFTAG_SUBFILETYPE && tag != TIFFTAG_OSUBFILETYPE)
    return FALSE;
  const guint64 value = number (chain, content, type == TIFF_SHORT ? 2 : 4);
  if (tag == TIFFTAG_OSUBFILETYPE)
    return value == OFILETYPE_REDUCEDIMAGE;
  return (value & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) != 0;
}

static gboolean
read_directory (const Chain *chain, guint64 offset, gboolean *is_page, guint64 *next)
{
  const gsize count_size = chain->is_big_tiff ? 8 : 2;
  const gsize entry_size = chain->is_big_tiff ? 20 : 12;
  const gsize next_size = chain->is_big_tiff ? 8 : 4;
  guint8 count[8];

  if (!read_bytes (chain, offset, count, count_size))
    return FALSE;
  const guint64 n = number (chain, count, (guint) count_size);
  if (n == 0 || n > MAX_ENTRIES)
    return FALSE;

  const gsize length = n * entry_size;
  g_autofree guint8 *entries = g_malloc (length + next_size);
  *next = 0;
  if (read_bytes (chain, offset + count_size, entries, length + next_size))
    *next = number (chain, entries + length, (guint) next_size);
  else if (!read_bytes (chain, offset + count_size, entries, length))
    return FALSE;

  *is_page = TRUE;
  for (guint64 i = 0; i < n && *is_page; i++)
    *is_page = !excludes_page (chain, entries + i * entry_size);
  return TRUE;
}

/**
 * fb_tiff_directories_find:
 * @fd: a TIFF file
 * @has_more: (out): whether there are more pages than %FB_RENDER_MAX_PAGES
 *
 * Finds the pages, each once.
 *
 * Returns: (transfer full) (element-type guint64): their directories' offsets, in order
 */
GArray *
fb_tiff_directories_find (int fd, gboolean *has_more)
{
  Chain chain = { .fd = fd };
  GArray *pages = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint64 offset = 0;
  guint64 next = 0;

  *has_more = FALSE;
  if (!read_header (&chain, &next))
    return pages;
  for (guint i = 0; next != 0 && i < MAX_DIRECTORIES; i++)
    {
      gboolean is_page = FALSE;

      offset = next;
      if (!g_hash_table_add (seen, g_memdup2 (&offset, sizeof offset)) ||
          !read_directory (&chain, offset, &is_page, &next))
        break;
      if (is_page && pages->len == FB_RENDER_MAX_PAGES)
        {
          *has_more = TRUE;
          break;
        }
      if (is_page)
        g_array_append_val (pages, offset);
    }
  return pages;
}
