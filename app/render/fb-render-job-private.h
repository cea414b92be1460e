/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-render-launcher-private.h"
#include "fb-rendered-document.h"

G_BEGIN_DECLS

/**
 * FbRenderJob:
 * @request: what is asked
 * @urgency: which is taken first
 * @task: (nullable): who waits for it; %NULL once nobody does
 * @cancel: (nullable): tells when nobody does any more
 * @fd: what goes with the request, or -1
 * @memory: (nullable): what the helper writes into
 * @link: where it stands in its queue
 * @is_queued: whether it stands there
 *
 * One request to the helper, waiting or asked.
 */
typedef struct
{
  FbRenderRequest request;
  FbPageUrgency urgency;
  GTask *task;
  GSource *cancel;
  int fd;
  GBytes *memory;
  GList link;
  gboolean is_queued;
} FbRenderJob;

/**
 * FbRenderReply:
 * @answer: the helper's
 * @memory: (nullable): what it wrote, and may still change
 *
 * What the task of a job returns.
 */
typedef struct
{
  FbRenderAnswer answer;
  GBytes *memory;
} FbRenderReply;

void fb_render_reply_free (FbRenderReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbRenderReply, fb_render_reply_free)

FbRenderJob *fb_render_job_new (const FbRenderRequest *request, FbPageUrgency urgency);
void fb_render_job_free (FbRenderJob *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbRenderJob, fb_render_job_free)

gboolean fb_render_job_is_cancelled (FbRenderJob *job, GError **error);
gboolean fb_render_job_prepare (FbRenderJob *job, GError **error);
guint
fb_render_job_get_timeout (const FbRenderJob *job, const FbRenderLimits *limits, guint n_pages);
void fb_render_job_succeed (FbRenderJob *job, const FbRenderAnswer *answer);
void fb_render_job_fail (FbRenderJob *job, const GError *error);
GTask *fb_render_job_steal_task (FbRenderJob *job);

#define FB_RENDER_N_URGENCIES (FB_PAGE_BACKGROUND + 1)

/**
 * FbRenderQueue:
 * @jobs: of each urgency, in the order they were asked for; owned
 *
 * What the helper is to be asked next.
 */
typedef struct
{
  GQueue jobs[FB_RENDER_N_URGENCIES];
} FbRenderQueue;

void fb_render_queue_push (FbRenderQueue *queue, FbRenderJob *job);
FbRenderJob *fb_render_queue_pop (FbRenderQueue *queue);
void fb_render_queue_remove (FbRenderQueue *queue, FbRenderJob *job);
FbRenderJob *fb_render_queue_steal_one_like (FbRenderQueue *queue, const FbRenderRequest *request);
gboolean fb_render_queue_is_empty (FbRenderQueue *queue);

G_END_DECLS
