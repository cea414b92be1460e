/* fb-raw-body.c
 *
 * A copy of a body, for as long as it may turn out not to be understood: then it is kept as it was
 * received. That is rare, and known as soon as the event has been read. So the copy stays in memory
 * while it is small, and most requests never write it to a file.
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
  FbSpoolFile *file; /* once it is too large for memory */
};

/**
 * fb_raw_body_new:
 * @store: where spool files are made
 *
 * Returns: (transfer full): an empty copy
 */
FbRawBody *
fb_raw_body_new (FbStore *store)
{
  FbRawBody *body = g_new0 (FbRawBody, 1);

  body->store = g_object_ref (store);
  body->memory = g_byte_array_new ();
  return body;
}

/**
 * fb_raw_body_free:
 * @body: (nullable) (transfer full): a copy
 *
 * Frees it, and removes its spool file unless that was handed over.
 */
void
fb_raw_body_free (FbRawBody *body)
{
  if (body == NULL)
    return;
  g_clear_pointer (&body->file, fb_spool_file_free);
  g_byte_array_unref (body->memory);
  g_object_unref (body->store);
  g_free (body);
}

static gboolean
spill (FbRawBody *body, GError **error)
{
  if (body->file != NULL)
    return TRUE;
  body->file = fb_store_create_spool_file (body->store, error);
  if (body->file == NULL)
    return FALSE;
  if (body->memory->len > 0 &&
      !fb_spool_file_write (body->file, body->memory->data, body->memory->len, error))
    return FALSE;
  g_byte_array_set_size (body->memory, 0);
  return TRUE;
}

/**
 * fb_raw_body_write:
 * @body: a copy
 * @data: the next bytes of the body
 * @length: the number of bytes
 * @error: (optional): where to store the reason, if a spool file is needed and can't be written
 *
 * Returns: whether they were added
 */
gboolean
fb_raw_body_write (FbRawBody *body, const void *data, gsize length, GError **error)
{
  if (body->file == NULL && body->memory->len + length <= MEMORY_BYTES)
    {
      g_byte_array_append (body->memory, data, (guint) length);
      return TRUE;
    }
  return spill (body, error) && fb_spool_file_write (body->file, data, length, error);
}

/**
 * fb_raw_body_finish:
 * @body: a copy of a complete body
 * @error: (optional): where to store the reason, if the spool file can't be written
 *
 * Returns: (transfer full) (nullable): the body as a spool file
 */
FbSpoolFile *
fb_raw_body_finish (FbRawBody *body, GError **error)
{
  return spill (body, error) ? g_steal_pointer (&body->file) : NULL;
}
