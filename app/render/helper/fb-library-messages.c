/* fb-library-messages.c
 *
 * What Poppler says of a document while it reads it. It may quote the document, so none of it is
 * passed on; but some of it tells what is missing from a page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-library-messages.h"

#include <string.h>

#include "fb-render-protocol.h"

/* The beginnings and middles of messages that every Poppler since 22.12 has. */
static const struct
{
  const char *text;
  FbRenderFlags flag;
} telling[] = {
  { "Couldn't find a font for", FB_RENDER_FONT_MISSING },
  { "Couldn't create a font for", FB_RENDER_FONT_MISSING },
  { "Missing language pack for", FB_RENDER_FONT_MISSING },
  { "in CCITTFax stream", FB_RENDER_PARTIAL },
  { "CCITTFax row is wrong length", FB_RENDER_PARTIAL },
  { "JBIG2 stream", FB_RENDER_PARTIAL },
  { "in DCT stream", FB_RENDER_PARTIAL },
};

static guint32 flags;

static void
on_message (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  if (message == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (telling); i++)
    if (strstr (message, telling[i].text) != NULL)
      flags |= telling[i].flag;
}

static GLogWriterOutput
drop_message (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  return G_LOG_WRITER_HANDLED;
}

/**
 * fb_library_messages_begin:
 *
 * From now on messages are taken in, and none is printed.
 */
void
fb_library_messages_begin (void)
{
  static gboolean is_set;

  flags = 0;
  if (is_set)
    return;
  is_set = TRUE;
  g_log_set_default_handler (on_message, NULL);
  g_log_set_writer_func (drop_message, NULL, NULL);
}

/**
 * fb_library_messages_end:
 *
 * Returns: what the messages since the beginning tell of a page, of #FbRenderFlags
 */
guint32
fb_library_messages_end (void)
{
  return flags;
}
