/* fb-fax.c
 *
 * One fax as the user sees it: a row. It is the newest event that Documo sent of it, together with
 * what only we know: when it came, whether it was read and dealt with, which documents are on disk.
 *
 * A row may be a placeholder that knows only its id, until the list that made it has loaded it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax.h"

#include "fb-fax-enums.h"
#include "fb-number-format.h"

struct _FbFax
{
  GObject parent_instance;

  gint64 id;
  FbEvent *event;
  char *number;
  char *stated_name;
  char *given_name;
  gint64 received_at;
  FbDeskState desk; /* with texts of its own */
  FbFetchStatus fetch;
  GPtrArray *documents;
};

typedef enum
{
  PROP_ID = 1,
  PROP_LOADED,
  PROP_MESSAGE_ID,
  PROP_DIRECTION,
  PROP_STATUS,
  PROP_STATUS_LABEL,
  PROP_NUMBER,
  PROP_PARTY,
  PROP_SUBJECT,
  PROP_PAGES,
  PROP_PAGES_COMPLETE,
  PROP_RECEIVED_AT,
  PROP_UNREAD,
  PROP_OPEN,
  PROP_OPENED_AT,
  PROP_DONE_AT,
  PROP_DONE_BY,
  PROP_NOTE,
  PROP_DOCUMENT_STATE,
} FbFaxProperty;

static GParamSpec *properties[PROP_DOCUMENT_STATE + 1];

G_DEFINE_FINAL_TYPE (FbFax, fb_fax, G_TYPE_OBJECT)

static void
clear_desk (FbFax *self)
{
  g_free ((char *) self->desk.done_by);
  g_free ((char *) self->desk.note);
  self->desk = (FbDeskState){ 0 };
}

static void
set_desk (FbFax *self, const FbDeskState *desk)
{
  clear_desk (self);
  self->desk = *desk;
  self->desk.done_by = g_strdup (desk->done_by);
  self->desk.note = g_strdup (desk->note);
}

/* GObject */

static void
fb_fax_finalize (GObject *object)
{
  FbFax *self = FB_FAX (object);

  g_clear_pointer (&self->event, fb_event_unref);
  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->stated_name, g_free);
  g_clear_pointer (&self->given_name, g_free);
  clear_desk (self);
  g_clear_pointer (&self->documents, g_ptr_array_unref);

  G_OBJECT_CLASS (fb_fax_parent_class)->finalize (object);
}

static void
fb_fax_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  FbFax *self = FB_FAX (object);

  switch ((FbFaxProperty) property_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, fb_fax_is_loaded (self));
      break;
    case PROP_MESSAGE_ID:
      g_value_set_string (value, fb_fax_get_message_id (self));
      break;
    case PROP_DIRECTION:
      g_value_set_enum (value, fb_fax_get_direction (self));
      break;
    case PROP_STATUS:
      g_value_set_enum (value, fb_fax_get_status (self));
      break;
    case PROP_STATUS_LABEL:
      g_value_take_string (value, fb_fax_dup_status_label (self));
      break;
    case PROP_NUMBER:
      g_value_set_string (value, fb_fax_get_number (self));
      break;
    case PROP_PARTY:
      g_value_set_string (value, fb_fax_get_party (self));
      break;
    case PROP_SUBJECT:
      g_value_set_string (value, fb_fax_get_subject (self));
      break;
    case PROP_PAGES:
      g_value_set_int (value, fb_fax_get_pages (self));
      break;
    case PROP_PAGES_COMPLETE:
      g_value_set_int (value, fb_fax_get_pages_complete (self));
      break;
    case PROP_RECEIVED_AT:
      g_value_set_int64 (value, self->received_at);
      break;
    case PROP_UNREAD:
      g_value_set_boolean (value, fb_fax_get_unread (self));
      break;
    case PROP_OPEN:
      g_value_set_boolean (value, fb_fax_get_open (self));
      break;
    case PROP_OPENED_AT:
      g_value_set_int64 (value, self->desk.opened_at);
      break;
    case PROP_DONE_AT:
      g_value_set_int64 (value, self->desk.done_at);
      break;
    case PROP_DONE_BY:
      g_value_set_string (value, self->desk.done_by);
      break;
    case PROP_NOTE:
      g_value_set_string (value, self->desk.note);
      break;
    case PROP_DOCUMENT_STATE:
      g_value_set_enum (value, fb_fax_get_document_state (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_fax_class_init (FbFaxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = fb_fax_finalize;
  object_class->get_property = fb_fax_get_property;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_MESSAGE_ID] = g_param_spec_string ("message-id", NULL, NULL, NULL, flags);
  properties[PROP_DIRECTION] =
    g_param_spec_enum ("direction", NULL, NULL, FB_TYPE_DIRECTION, FB_DIRECTION_UNKNOWN, flags);
  properties[PROP_STATUS] =
    g_param_spec_enum ("status", NULL, NULL, FB_TYPE_STATUS, FB_STATUS_OTHER, flags);
  properties[PROP_STATUS_LABEL] = g_param_spec_string ("status-label", NULL, NULL, NULL, flags);
  properties[PROP_NUMBER] = g_param_spec_string ("number", NULL, NULL, NULL, flags);
  properties[PROP_PARTY] = g_param_spec_string ("party", NULL, NULL, NULL, flags);
  properties[PROP_SUBJECT] = g_param_spec_string ("subject", NULL, NULL, NULL, flags);
  properties[PROP_PAGES] = g_param_spec_int ("pages", NULL, NULL, -1, G_MAXINT, -1, flags);
  properties[PROP_PAGES_COMPLETE] =
    g_param_spec_int ("pages-complete", NULL, NULL, -1, G_MAXINT, -1, flags);
  properties[PROP_RECEIVED_AT] =
    g_param_spec_int64 ("received-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_UNREAD] = g_param_spec_boolean ("unread", NULL, NULL, FALSE, flags);
  properties[PROP_OPEN] = g_param_spec_boolean ("open", NULL, NULL, FALSE, flags);
  properties[PROP_OPENED_AT] =
    g_param_spec_int64 ("opened-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_DONE_AT] = g_param_spec_int64 ("done-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_DONE_BY] = g_param_spec_string ("done-by", NULL, NULL, NULL, flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, flags);
  properties[PROP_DOCUMENT_STATE] = g_param_spec_enum (
    "document-state", NULL, NULL, FB_TYPE_DOCUMENT_STATE, FB_DOCUMENT_NONE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fb_fax_init (FbFax *self)
{
}

/**
 * fb_fax_new:
 * @id: the row's number in the store
 *
 * Returns: (transfer full): a placeholder for a row that isn't loaded yet
 */
FbFax *
fb_fax_new (gint64 id)
{
  FbFax *self = g_object_new (FB_TYPE_FAX, NULL);

  self->id = id;
  return self;
}

/**
 * fb_fax_new_full:
 * @id: the row's number in the store
 * @event: the newest state
 * @received_at: when its first event came here, microseconds since 1970 UTC
 * @desk: (nullable): what this desk knows of it, copied; %NULL for a fax that is unread and not
 * open
 * @documents: (element-type FbDocument) (transfer container): documents, in the order they came
 *
 * Returns: (transfer full): the fax
 */
FbFax *
fb_fax_new_full (gint64 id,
                 FbEvent *event,
                 gint64 received_at,
                 const FbDeskState *desk,
                 GPtrArray *documents)
{
  g_return_val_if_fail (event != NULL, NULL);

  FbFax *self = fb_fax_new (id);
  self->event = fb_event_ref (event);
  self->number = fb_event_dup_number (event);
  self->stated_name = fb_event_dup_party (event);
  self->received_at = received_at;
  if (desk != NULL)
    set_desk (self, desk);
  self->documents = documents;
  return self;
}

/**
 * fb_fax_set_fetch_status:
 * @fax: a fax that was just made, and is nobody else's yet
 * @status: how far the fetching of its document has come
 */
void
fb_fax_set_fetch_status (FbFax *self, const FbFetchStatus *status)
{
  g_return_if_fail (FB_IS_FAX (self));
  g_return_if_fail (status != NULL);

  self->fetch = *status;
}

static void
notify_all (FbFax *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = PROP_LOADED; i < G_N_ELEMENTS (properties); i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * fb_fax_set_given_name:
 * @fax: a loaded fax
 * @name: (nullable): the name that somebody here has given to the other side's number; %NULL for
 *   none
 *
 * Changes what the fax's party is, and notifies of it as fb_fax_assign() does.
 */
void
fb_fax_set_given_name (FbFax *self, const char *name)
{
  g_return_if_fail (FB_IS_FAX (self) && self->event != NULL);

  if (g_strcmp0 (self->given_name, name) == 0)
    return;
  g_free (self->given_name);
  self->given_name = g_strdup (name);
  notify_all (self);
}

/**
 * fb_fax_assign:
 * @fax: a fax that others hold
 * @newer: the same fax, as the store has it now
 *
 * Takes over what @newer says, and notifies of it.
 */
void
fb_fax_assign (FbFax *self, FbFax *newer)
{
  g_return_if_fail (FB_IS_FAX (self));
  g_return_if_fail (FB_IS_FAX (newer) && newer->event != NULL);
  g_return_if_fail (self->id == newer->id);

  g_clear_pointer (&self->event, fb_event_unref);
  self->event = fb_event_ref (newer->event);
  g_free (self->number);
  self->number = g_strdup (newer->number);
  g_free (self->stated_name);
  self->stated_name = g_strdup (newer->stated_name);
  g_free (self->given_name);
  self->given_name = g_strdup (newer->given_name);
  self->received_at = newer->received_at;
  set_desk (self, &newer->desk);
  self->fetch = newer->fetch;
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  if (newer->documents != NULL)
    self->documents = g_ptr_array_ref (newer->documents);
  notify_all (self);
}

/**
 * fb_fax_get_id:
 * @fax: a fax
 *
 * Returns: its number in the database
 */
gint64
fb_fax_get_id (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), 0);

  return self->id;
}

/**
 * fb_fax_is_loaded:
 * @fax: a fax
 *
 * Returns: whether it is more than a placeholder
 */
gboolean
fb_fax_is_loaded (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), FALSE);

  return self->event != NULL;
}

/**
 * fb_fax_is_test:
 * @fax: a fax
 *
 * Returns: whether this desk has sent it to itself: it counts nowhere. Not of a placeholder
 */
gboolean
fb_fax_is_test (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), FALSE);

  return self->event != NULL && fb_event_is_test (self->event);
}

/**
 * fb_fax_get_message_id:
 * @fax: a fax
 *
 * Returns: (nullable): Documo's name for the fax; %NULL in a placeholder
 */
const char *
fb_fax_get_message_id (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), NULL);

  return self->event != NULL ? self->event->message_id : NULL;
}

/**
 * fb_fax_get_direction:
 * @fax: a fax
 *
 * Returns: whether it was received or sent; %FB_DIRECTION_UNKNOWN while it isn't loaded
 */
FbDirection
fb_fax_get_direction (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), FB_DIRECTION_UNKNOWN);

  return self->event != NULL ? self->event->direction : FB_DIRECTION_UNKNOWN;
}

/**
 * fb_fax_get_status:
 * @fax: a fax
 *
 * Returns: how far it has come; %FB_STATUS_UNKNOWN while it isn't loaded
 */
FbStatus
fb_fax_get_status (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), FB_STATUS_OTHER);

  return self->event != NULL ? self->event->status : FB_STATUS_OTHER;
}

/**
 * fb_fax_dup_status_label:
 * @fax: a fax
 *
 * Returns: (transfer full) (nullable): the status in the user's words; one that this version
 *   doesn't know in Documo's own
 */
char *
fb_fax_dup_status_label (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), NULL);

  if (self->event == NULL)
    return NULL;
  if (self->event->status == FB_STATUS_OTHER && self->event->status_name != NULL)
    return g_strdup (self->event->status_name);
  return g_strdup (fb_status_get_label (self->event->status, self->event->direction));
}

/**
 * fb_fax_get_number:
 * @fax: a fax
 *
 * Returns: (nullable): the other side's number, if it is known
 */
const char *
fb_fax_get_number (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), NULL);

  return self->number;
}

/**
 * fb_fax_dup_number_label:
 * @fax: a fax
 *
 * Returns: (transfer full) (nullable): the other side's number as people write it, if it is known
 */
char *
fb_fax_dup_number_label (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), NULL);

  return fb_number_format (self->number);
}

/**
 * fb_fax_get_party:
 * @fax: a fax
 *
 * The name that is shown of a fax, everywhere: the one that its number was given here or, where it
 * has none, the one that the fax states.
 *
 * Returns: (nullable): the other side's name
 */
const char *
fb_fax_get_party (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), NULL);

  return self->given_name != NULL ? self->given_name : self->stated_name;
}

/**
 * fb_fax_get_given_name:
 * @fax: a fax
 *
 * Returns: (nullable): the name that somebody here has given to the other side's number
 */
const char *
fb_fax_get_given_name (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), NULL);

  return self->given_name;
}

/**
 * fb_fax_get_stated_name:
 * @fax: a fax
 *
 * Returns: (nullable): the other side's name as the fax has it: recipient, caller ID or CSID
 */
const char *
fb_fax_get_stated_name (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), NULL);

  return self->stated_name;
}

/**
 * fb_fax_get_subject:
 * @fax: a fax
 *
 * Returns: (transfer none) (nullable): its subject; only sent faxes have one
 */
const char *
fb_fax_get_subject (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), NULL);

  return self->event != NULL ? self->event->subject : NULL;
}

/**
 * fb_fax_get_pages:
 * @fax: a fax
 *
 * Returns: how many pages it has, or -1
 */
int
fb_fax_get_pages (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), -1);

  return self->event != NULL ? self->event->pages_count : -1;
}

/**
 * fb_fax_get_pages_complete:
 * @fax: a fax
 *
 * Returns: how many of its pages came through, or -1; fewer than its pages means that some miss
 */
int
fb_fax_get_pages_complete (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), -1);

  return self->event != NULL ? self->event->pages_complete : -1;
}

/**
 * fb_fax_get_received_at:
 * @fax: a fax
 *
 * Returns: when its first event came here, microseconds since 1970 UTC; 0 in a placeholder
 */
gint64
fb_fax_get_received_at (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), 0);

  return self->received_at;
}

/**
 * fb_fax_get_time:
 * @fax: a fax
 *
 * The fax's own time, by which faxes are ordered; see fb_event_get_time().
 *
 * Returns: microseconds since 1970 UTC; 0 while it isn't loaded
 */
gint64
fb_fax_get_time (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), 0);

  return self->event != NULL ? fb_event_get_time (self->event, self->received_at) : 0;
}

/**
 * fb_fax_get_unread:
 * @fax: a fax
 *
 * Returns: whether it is loaded and was not read yet
 */
gboolean
fb_fax_get_unread (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), FALSE);

  return self->event != NULL && !self->desk.is_read;
}

/**
 * fb_fax_get_open:
 * @fax: a fax
 *
 * Returns: whether it is loaded and waits for somebody to deal with it
 */
gboolean
fb_fax_get_open (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), FALSE);

  return self->event != NULL && self->desk.is_open;
}

/**
 * fb_fax_get_opened_at:
 * @fax: a fax
 *
 * Returns: since when it waits or, if it is not open, last waited, microseconds since 1970 UTC; 0
 *   if it never did
 */
gint64
fb_fax_get_opened_at (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), 0);

  return self->desk.opened_at;
}

/**
 * fb_fax_get_done_at:
 * @fax: a fax
 *
 * Returns: when somebody was done with it, microseconds since 1970 UTC; 0 if that is not known
 */
gint64
fb_fax_get_done_at (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), 0);

  return self->desk.done_at;
}

/**
 * fb_fax_get_done_by:
 * @fax: a fax
 *
 * Returns: (transfer none) (nullable): who was done with it, if that is known
 */
const char *
fb_fax_get_done_by (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), NULL);

  return self->desk.done_by;
}

/**
 * fb_fax_get_note:
 * @fax: a fax
 *
 * Returns: (transfer none) (nullable): what somebody has noted of it
 */
const char *
fb_fax_get_note (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), NULL);

  return self->desk.note;
}

/**
 * fb_fax_get_document_state:
 * @fax: a fax
 *
 * Of a document that is being fetched, this changes as time goes by.
 *
 * Returns: whether its document is here, and if not, why
 */
FbDocumentState
fb_fax_get_document_state (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), FB_DOCUMENT_NONE);

  if (self->event == NULL)
    return FB_DOCUMENT_NONE;
  return fb_document_state_judge (self->event, self->documents != NULL ? self->documents->len : 0,
                                  fb_fax_get_document (self) != NULL, &self->fetch);
}

/**
 * fb_fax_get_fetch_status:
 * @fax: a fax
 *
 * Returns: (transfer none): how far the fetching of its document has come
 */
const FbFetchStatus *
fb_fax_get_fetch_status (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), NULL);

  return &self->fetch;
}

/**
 * fb_fax_get_retry_at:
 * @fax: a fax
 *
 * Returns: when Documo is asked for its document, microseconds since 1970 UTC; 0 where it isn't
 */
gint64
fb_fax_get_retry_at (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), 0);

  return self->fetch.state == FB_FETCH_WAITING ? self->fetch.due_at : 0;
}

/**
 * fb_fax_get_event:
 * @fax: a fax
 *
 * Returns: (transfer none) (nullable): its newest state; %NULL in a placeholder
 */
FbEvent *
fb_fax_get_event (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), NULL);

  return self->event;
}

/**
 * fb_fax_get_documents:
 * @fax: a fax
 *
 * Returns: (transfer none) (nullable) (element-type FbDocument): everything that was attached, in
 *   the order it came
 */
GPtrArray *
fb_fax_get_documents (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), NULL);

  return self->documents;
}

/**
 * fb_fax_get_document:
 * @fax: a fax
 *
 * Returns: (transfer none) (nullable): the newest of its documents that can be opened, or an older
 *   one that is known to have more of its pages; see fb_document_choose()
 */
FbDocument *
fb_fax_get_document (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), NULL);

  return self->event != NULL ? fb_document_choose (self->event, self->documents) : NULL;
}

/**
 * fb_fax_get_document_pages:
 * @fax: a fax
 *
 * Returns: how many pages its document has by its content, or %FB_PAGES_UNREADABLE;
 *   %FB_PAGES_NOT_COUNTED where nobody has looked, and where it has none
 */
int
fb_fax_get_document_pages (FbFax *self)
{
  const FbDocument *document = fb_fax_get_document (self);

  return document != NULL ? document->n_pages : FB_PAGES_NOT_COUNTED;
}

/**
 * fb_fax_get_document_fault:
 * @fax: a fax
 *
 * Returns: what is wrong with its document, as far as that was looked at; that there is none is for
 *   fb_fax_get_document_state() to say
 */
FbDocumentFault
fb_fax_get_document_fault (FbFax *self)
{
  g_return_val_if_fail (FB_IS_FAX (self), FB_DOCUMENT_FAULT_NONE);

  return self->event != NULL ? fb_document_fault_judge (self->event, self->documents)
                             : FB_DOCUMENT_FAULT_NONE;
}
