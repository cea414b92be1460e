/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-render-launcher-private.h"
#include "fb-rendered-document-private.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  FbRenderLauncher *launcher;
  FbRenderLimits limits; /* what it was given */
  guint n_documents;
} RenderFixture;

void render_fixture_set_up (RenderFixture *self, gconstpointer helper);
void render_fixture_tear_down (RenderFixture *self, gconstpointer helper);

void render_fixture_limit (RenderFixture *self);
char *render_fixture_write (RenderFixture *self, const char *text);
char *render_fixture_get_requests (const char *path);
gsize render_fixture_count_starts (RenderFixture *self, const char *helper);

/* A call whose result is awaited. */
typedef struct
{
  GAsyncResult *result;
  guint order; /* which of all calls it was to return, from 1 */
} RenderCall;

void render_call_take (GObject *source, GAsyncResult *result, gpointer call);
void render_call_clear (RenderCall *call);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RenderCall, render_call_clear)

#define wait_until(condition)                                                                      \
  while (!(condition))                                                                             \
  g_main_context_iteration (NULL, TRUE)

FbRenderedDocument *render_fixture_try_open (RenderFixture *self, const char *path, GError **error);
FbRenderedDocument *render_fixture_open (RenderFixture *self, const char *text, char **path);
FbRenderedPage *render_page (FbRenderedDocument *document, guint page, GError **error);
FbPageText *render_text (FbRenderedDocument *document, guint page, GError **error);

G_END_DECLS
