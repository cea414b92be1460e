/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-changes.h"
#include "fb-committer.h"
#include "fb-document-folder.h"
#include "fb-flusher.h"
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

  FbFaxSource *source;

  GMutex changes_lock;
  FbChanges *changes;
};

G_END_DECLS
