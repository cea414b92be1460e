/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-changes.h"
#include "fb-committer.h"
#include "fb-document-folder.h"
#include "fb-flusher.h"
#include "fb-page-check.h"
#include "fb-row-change.h"
#include "fb-store.h"

G_BEGIN_DECLS

struct _FbStore
{
  GObject parent_instance;

  char *path;
  FbEventReadFunc read_event;
  GMainContext *context;
  FbFaxCounts counts;
  char *damaged_file;

  /* Guards what is below, which any thread may look at. */
  GRWLock lock;
  guint64 spare_space;
  FbDocumentFolder *folder;
  FbFlusher *flusher; /* while the store is open */
  FbCommitter *committer;
  FbPageCheck *page_check;
  guint page_check_delay_ms; /* after a clean end */
  int is_rebuilt;            /* atomic: since it was opened */
  int can_fetch;             /* atomic */
  gint64 alert_delay;        /* microseconds that an alert waits for the fax's document */
  gint64 next_alert_at;      /* when the next one must wait no longer; 0 if none waits */
  GSource *alert_source;     /* nullable: calls when the next one has waited for long enough */

  FbFaxSource *source;

  /* Guards what was committed and not emitted yet. */
  GMutex changes_lock;
  GQueue changes; /* FbChanges */
  gboolean is_telling;
};

void fb_store_clear_alert_source (FbStore *self);
void fb_store_set_alert_source (FbStore *self);
void fb_store_change_rows (FbStore *self, FbRowChange *change);
void fb_store_hand_over (FbStore *self, FbDelivery *delivery);

G_END_DECLS
