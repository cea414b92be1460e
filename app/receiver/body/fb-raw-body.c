/* fb-raw-body.c
 *
 * Copies the body of a delivery, as long as it may turn out not to be understood: then it is kept
 * as it came. That is rare, and is known as soon as the event has been read. So the copy table in
 * memory while it is small, and most deliveries never make a file of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-raw-body.h"

#define MEMORY_BYTES (128 * 1024)

struct _FbRawBody
{
  FbStore *store;
  GByteArray *memory;
  FbSpoolFile *file; /* once it has outgrown the memory */
};

FbRawBody *
fb_raw_body_new (FbStore *store)
{
  FbRawBody *copy = g_new0 (FbRawBody, 1);

  copy->store = g_object_ref (store);
  copy->memory = g_byte_array_new ();
  return copy;
}

void
fb_raw_body_free (FbRawBody *copy)
{
  if (copy == NULL)
    return;
  g_clear_pointer (&copy->file, fb_spool_file_free);
  g_byte_array_unref (copy->memory);
  g_object_unref (copy->store);
  g_free (copy);
}

static gboolean
spill (FbRawBody *copy, GError **error)
{
  if (copy->file != NULL)
    return TRUE;
  copy->file = fb_store_create_spool_file (copy->store, error);
  if (copy->file == NULL)
    return FALSE;
  if (copy->memory->len > 0 &&
      !fb_spool_file_write (copy->file, copy->memory->data, copy->memory->len, error))
    return FALSE;
  g_byte_array_set_size (copy->memory, 0);
  return TRUE;
}

/**
 * fb_raw_body_write:
 * @copy: a copy
 * @data: the next bytes of the body
 * @length: how many
 * @error: (optional): where to say why not
 *
 * Returns: whether they are in the copy
 */
gboolean
fb_raw_body_write (FbRawBody *copy, const void *data, gsize length, GError **error)
{
  if (copy->file == NULL && copy->memory->len + length <= MEMORY_BYTES)
    {
      g_byte_array_append (copy->memory, data, (guint) length);
      return TRUE;
    }
  return spill (copy, error) && fb_spool_file_write (copy->file, data, length, error);
}

/**
 * fb_raw_body_finish:
 * @copy: a copy of a whole body
 * @error: (optional): where to say why not
 *
 * Returns: (transfer full) (nullable): the body as a file
 */
FbSpoolFile *
fb_raw_body_finish (FbRawBody *copy, GError **error)
{
  return spill (copy, error) ? g_steal_pointer (&copy->file) : NULL;
}
